/**
 * This project's recurrent layers and softmax as layers of Deeplearning4j, for comparison: its
 * engine trains them. They know nothing of Spark, shards or jobs.
 */
package org.ravel.layer;
