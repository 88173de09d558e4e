/**
 * A shard set: the manifest with its versions, the schemas of its sequences, and the set itself,
 * opened and verified. The rooms below read and write its files, keep its versions and prepare it
 * from a corpus.
 */
package org.ravel.shard;
