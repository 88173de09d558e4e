/** Product, softmax and cross-entropy in one, forward and backward, in slices of the classes. */
package org.ravel.kernel.loss;
