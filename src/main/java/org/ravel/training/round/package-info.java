/**
 * A round of averaging as the driver runs it: the workers' results are collected into a mean in a
 * fixed order, and an outer step leads from there to the next round.
 */
package org.ravel.training.round;
