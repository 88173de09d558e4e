/** Byte-pair encoding: merges learned from counted words, and words cut by them. */
package org.ravel.subword;
