package org.ravel.scoring;

import java.util.List;

/**
 * A row of the input as it was read.
 *
 * @param text what is scored; empty where there is none
 * @param raw the whole record, character by character; null in formats whose records are no text
 * @param names of its columns, in its own order
 * @param values of these columns; null where there is none
 */
record SourceRecord(String text, String raw, List<String> names, List<Object> values) {}
