/** Labelled and classified sequences: from the rows of a table to tokens and labels. */
package org.ravel.example;
