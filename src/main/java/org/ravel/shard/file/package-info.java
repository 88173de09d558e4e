/**
 * One file of a split: sequences as rows of a Parquet file, written with a digest, read by row
 * groups, one or several at a time.
 */
package org.ravel.shard.file;
