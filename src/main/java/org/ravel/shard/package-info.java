/**
 * Sequences of ids on storage, of a stream or independent of each other: how a corpus becomes a
 * shard set, what its manifest says, and how it is read and verified.
 */
package org.ravel.shard;
