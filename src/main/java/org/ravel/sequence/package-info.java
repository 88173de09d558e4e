/**
 * Sequences as numbers, the ground floor: how a stream is laid out in lanes, and how sequences of
 * different lengths become one batch. Plain Java arrays; nothing else of this project is known
 * here.
 */
package org.ravel.sequence;
