/** Captions: what a model writes of images beside several references. */
package org.ravel.evaluation.caption;
