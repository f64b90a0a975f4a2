/* A look at the lines before YAML sees them: what people type by mistake, said in their words. */
#ifndef CORE_IO_YAML_SCAN_H
#define CORE_IO_YAML_SCAN_H

#include "core/base/tree.h"

/* False with a fault for each slip. */
bool yaml_scan(struct text bytes, struct faults *faults);

#endif
