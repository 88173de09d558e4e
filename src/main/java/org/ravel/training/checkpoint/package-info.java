/** The state of a training on storage: checked, replaced whole, and resumed from. */
package org.ravel.training.checkpoint;
