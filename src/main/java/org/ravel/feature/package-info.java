/**
 * Features of images: a convolutional network, given as ONNX and cut at some tensor, reads pictures
 * on Spark, and what it makes of each is written as a row of a table.
 */
package org.ravel.feature;
