/** From the steps of a sequence to one vector. */
package org.ravel.network.pooling;
