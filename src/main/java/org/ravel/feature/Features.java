package org.ravel.feature;

import java.util.List;

/**
 * What was made of images.
 *
 * @param images that have features
 * @param leftOut why others have none, by name
 * @param form of the features, in words
 * @param networkDigest SHA-256 of the network's file
 * @param output the tensor that was read
 * @param seconds of reading, computing and writing, without Spark's start
 */
public record Features(
    long images,
    List<String> leftOut,
    String form,
    String networkDigest,
    String output,
    double seconds) {}
