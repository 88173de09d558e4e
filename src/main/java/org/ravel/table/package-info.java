/**
 * Rows of text, CSV, JSON and Parquet, and of files whose lines hold columns: in the order of the
 * input, and as they are written.
 */
package org.ravel.table;
