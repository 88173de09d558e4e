/** How the weights of a mixture are fitted to a split. */
package org.ravel.evaluation.mixing;
