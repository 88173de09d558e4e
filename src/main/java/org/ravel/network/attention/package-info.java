/** From each step to the steps of another sequence: scores, weights, context. */
package org.ravel.network.attention;
