package org.ravel.table;

import java.io.Serializable;
import java.util.List;

/**
 * A row that is a step of a sequence.
 *
 * @param number of the row in the whole input
 * @param partition Spark's number of the part that it stands in
 * @param place its place there
 * @param values of the wanted columns
 */
record SequenceStep(long number, int partition, long place, List<Object> values)
    implements Serializable {}
