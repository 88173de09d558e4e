/** Sums without rounding, which do not depend on the order of their terms. */
package org.ravel.exact;
