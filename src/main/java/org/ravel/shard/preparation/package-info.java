/**
 * From a corpus or from examples to a shard set, and from new inputs to its next version: documents
 * are counted, cut into sequences, encoded and written by Spark.
 */
package org.ravel.shard.preparation;
