/** How messages put counts, lists and times. */
package org.ravel.wording;
