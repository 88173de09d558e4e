package org.ravel.benchmark;

/**
 * One line of the result.
 *
 * @param phase train or forward
 * @param implementation ravel, dl4j or pytorch
 * @param fractionOfSgemm operations per CPU second of the products that the network really does, over
 *     the core's sgemm rate
 */
record Measurement(
    String cell,
    int hidden,
    int layers,
    String task,
    String phase,
    String implementation,
    double tokensPerCpuSecond,
    double fractionOfSgemm) {}
