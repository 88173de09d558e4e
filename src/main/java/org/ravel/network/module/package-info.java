/**
 * What a network is put together from: a {@link org.ravel.network.module.Layer} describes as data
 * what a {@link org.ravel.network.module.Module} computes over a batch with lengths; its parameters
 * are named parts of the flat vector.
 */
package org.ravel.network.module;
