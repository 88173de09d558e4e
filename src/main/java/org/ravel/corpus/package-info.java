/** Text into tokens: documents, tokenizers, the vocabulary and how it is counted. */
package org.ravel.corpus;
