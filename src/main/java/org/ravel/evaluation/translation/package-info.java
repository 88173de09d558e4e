/** Translations: what target tokens lose, and what a model writes beside references. */
package org.ravel.evaluation.translation;
