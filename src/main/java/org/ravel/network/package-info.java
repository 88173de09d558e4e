/**
 * What a network is to those who train it and to those who predict with it, whoever runs its
 * layers.
 */
package org.ravel.network;
