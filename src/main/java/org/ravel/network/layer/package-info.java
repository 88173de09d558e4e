/**
 * Layers that keep a step a step: recurrent ones in either direction or both, dense ones, windows
 * and convolutions over neighbours, normalisation, dropout.
 */
package org.ravel.network.layer;
