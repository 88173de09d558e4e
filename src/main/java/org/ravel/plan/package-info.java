/**
 * What a training will need and how long it will take, before it is begun. Rounds of it are
 * rehearsed on the cluster; a model of the cost leads from their times to other numbers of workers;
 * sums over the network's arrays give the memory. Settings that cannot work are refused.
 */
package org.ravel.plan;
