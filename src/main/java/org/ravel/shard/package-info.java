/**
 * Fixed-length sequences of token ids on storage: how a corpus becomes a shard set, what its
 * manifest says, and how it is read and verified.
 */
package org.ravel.shard;
