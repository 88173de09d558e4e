package org.ravel.dynamics.memory;

/**
 * The spectral radius of a recurrent layer's matrix: the modulus of its largest eigenvalue.
 *
 * @param layer of the recurrent layers, from 1
 * @param block of the matrix, such as a gate; empty where there is one alone
 */
public record RecurrentRadius(int layer, String block, double radius) {}
