/**
 * Networks over one flat vector of parameters: a {@link org.ravel.network.Topology} describes
 * inputs, layers and heads as data, and is opened for training or for prediction. {@link
 * org.ravel.network.Network} and {@link org.ravel.network.Predictor} are what others run.
 */
package org.ravel.network;
