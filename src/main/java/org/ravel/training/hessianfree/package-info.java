/**
 * Hessian-free optimisation (Martens 2010, Martens and Sutskever 2011): a round minimises a
 * quadratic model of the loss, whose curvature is the Gauss–Newton matrix, by conjugate gradients.
 * Losses, gradients and products with the matrix are sums over the workers' shares, each one job.
 */
package org.ravel.training.hessianfree;
