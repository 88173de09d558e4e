/** What the integration tests share: a Spark session and an HDFS in this JVM. */
package org.ravel.testing;
