/**
 * What an encoder and decoder write of a source, and how the best of what they could write is
 * looked for.
 */
package org.ravel.decoding;
