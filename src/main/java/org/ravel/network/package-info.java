/**
 * Networks over one flat vector of parameters: a {@link org.ravel.network.Chain} describes input,
 * layers and head as data, and is opened for training or for prediction. {@link
 * org.ravel.network.Network} and {@link org.ravel.network.Predictor} are all that others see.
 */
package org.ravel.network;
