package org.ravel.scoring;

import java.io.Serializable;

/**
 * A part of an input file that Spark reads as a partition.
 *
 * @param partition Spark's number of it, which follows no useful order
 * @param file the file's URI
 * @param start its first byte
 * @param bytes its length
 * @param rows how many rows it holds
 */
record Split(int partition, String file, long start, long bytes, long rows)
    implements Serializable {}
