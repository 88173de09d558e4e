package org.ravel.scoring;

/**
 * A row as it was read.
 *
 * @param number its place in the whole input, from 0
 * @param kept the values of the columns that are kept
 * @param text what is scored; empty where there is none
 */
record InputRow(long number, Object[] kept, String text) {}
