/**
 * The commands on real daemons: {@code mvn verify -Pcluster} starts them through {@code
 * jobs/cluster} and submits the application jar as a user would.
 */
package org.ravel.cluster;
