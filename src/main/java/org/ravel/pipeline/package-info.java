/**
 * What takes several steps, or is part of more than one command: trainings in a folder, and
 * retraining, which composes all packages below. Commands give it their context and tell how it
 * ended.
 */
package org.ravel.pipeline;
