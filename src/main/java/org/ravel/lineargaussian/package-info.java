/**
 * Linear models with Gaussian noise, from before recurrent networks: autoregression, and systems
 * with a state that is not seen.
 */
package org.ravel.lineargaussian;
