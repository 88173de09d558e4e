package org.ravel.benchmark;

/**
 * One line of the result.
 *
 * @param phase train or forward
 * @param implementation ravel; layers, which are this project's in a network of Deeplearning4j's;
 *     dl4j; or pytorch
 * @param fractionOfSgemm operations per CPU second of the products that the network really does, over
 *     the core's sgemm rate
 */
record LayerMeasurement(
    String cell,
    int hidden,
    int layers,
    String task,
    String phase,
    String implementation,
    double tokensPerCpuSecond,
    double fractionOfSgemm) {}
