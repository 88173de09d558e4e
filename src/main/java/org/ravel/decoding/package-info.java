/**
 * What an encoder and decoder write of a source: how the best of what they could write is looked
 * for, or one of it is drawn.
 */
package org.ravel.decoding;
