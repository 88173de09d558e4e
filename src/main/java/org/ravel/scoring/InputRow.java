package org.ravel.scoring;

/**
 * A row and its place.
 *
 * @param number its place in the whole input, from 0
 */
record InputRow(long number, SourceRecord record) {}
