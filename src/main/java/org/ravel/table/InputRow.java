package org.ravel.table;

/**
 * A row and its place.
 *
 * @param number its place in the whole input, from 0
 * @param part of the file that it stands in
 * @param place its place there, from 0
 */
public record InputRow(long number, TablePart part, long place, SourceRecord record) {}
