/**
 * The end of a network: what is predicted from its last layer, the loss of it, and its gradient.
 */
package org.ravel.network.head;
