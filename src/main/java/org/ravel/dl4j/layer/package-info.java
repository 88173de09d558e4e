/**
 * This project's recurrent layers and its softmax as layers of Deeplearning4j: {@link
 * org.ravel.dl4j.layer.Lstm}, {@link org.ravel.dl4j.layer.Gru} and {@link
 * org.ravel.dl4j.layer.Elman} go into any {@code MultiLayerNetwork}, beside Deeplearning4j's own
 * layers. They know nothing of Spark, shards or configuration.
 */
package org.ravel.dl4j.layer;
