package org.ravel.table;

import java.io.Serializable;

/**
 * Columns of a table whose rows are steps of sequences.
 *
 * @param sequence says which sequence a row is a step of; null where all rows are one
 * @param time orders the steps of a sequence; null for the order of the rows
 */
public record StepColumns(String sequence, String time) implements Serializable {}
