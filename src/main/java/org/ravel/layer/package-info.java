/** Deeplearning4j layers of this project's own. They know nothing of Spark, shards or jobs. */
package org.ravel.layer;
