/**
 * The versions of a shard set: the ledger of the inputs that a version was made of, the writing of
 * a new one, the merging of small files, the removal of versions that were replaced.
 */
package org.ravel.shard.version;
