/**
 * Native primitives and their portable twins: products, rows, memory that native code reads. Knows
 * nothing of networks; {@link org.ravel.kernel.Kernels} chooses between oneDNN and ND4J.
 */
package org.ravel.kernel;
