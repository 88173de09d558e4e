/** From the ids or numbers of steps to vectors: what stands at the beginning of a network. */
package org.ravel.network.input;
