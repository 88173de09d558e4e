/** Text from a language model. */
package org.ravel.generation;
