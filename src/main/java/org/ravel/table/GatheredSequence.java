package org.ravel.table;

import java.io.Serializable;

/**
 * A sequence whose rows were brought together.
 *
 * @param order by which sequences are sorted: first those of the files that are in no group, and
 *     within a group by the number of the first row
 * @param partition Spark's number of the part that the first row stands in
 * @param place of the first row there
 * @param record has a list for each column
 */
record GatheredSequence(long order, int partition, long place, SourceRecord record)
    implements Serializable {}
