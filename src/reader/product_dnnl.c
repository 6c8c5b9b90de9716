/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The products by oneDNN's matmul primitive. Weights are packed once into the layout that oneDNN chooses. A primitive
 * is made for a fixed number of rows; a plan has one for PRODUCT_ROWS rows and some for fewer, and rows are filled up
 * to the next of them. Each thread multiplies alone: OpenMP's own threads are set to one.
 *
 * VNNI multiplies unsigned bytes with signed ones. oneDNN would make each row unsigned anew for each block of weights, which
 * costs a fifth; here it is done once a row, and oneDNN takes the zero point off the sums.
 *
 * https://oneapi-src.github.io/oneDNN/v2.6/dev_guide_matmul.html */
#include "reader/product.h"

#ifdef HAVE_DNNL

#include "base/status.h"

#include <dnnl.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

enum { STEP = 16, SIZES = PRODUCT_ROWS / STEP, ZERO_POINT = 128 }; ///< Rows of the i-th primitive: (i + 1) * STEP

struct ProductPlan {
  dnnl_dim_t         n, k;
  bool               shifted; ///< Rows are made unsigned by ZERO_POINT
  dnnl_primitive_t   multiply[SIZES];
  dnnl_memory_desc_t x[SIZES], acc[SIZES], scratch[SIZES], weights;
  const char*        name;
  void*              packed; ///< Aligned to a cache line
};

static dnnl_engine_t engine; ///< The processor; lives as long as the program
static once_flag     engine_once = ONCE_FLAG_INIT;

static void make_engine(void) {
  if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) engine = NULL;
}

/// Without VNNI or AMX, oneDNN adds pairs of products in sixteen bits, where they run over; plain C does it then.
static bool is_exact(const char* name) { return strstr(name, "vnni") || strstr(name, "amx"); }

static bool has_tiles(const char* name) { return strstr(name, "amx"); }

static void* lines(size_t size) {
  void* p = aligned_alloc(64, (size + 63) / 64 * 64 + 64);
  return p ? p : xmalloc(SIZE_MAX); // ends the program
}

/// One primitive for a fixed number of rows; they must all want the weights in the same layout.
static bool plan_rows(ProductPlan* plan, size_t size) {
  const dnnl_dim_t      rows   = (dnnl_dim_t)(size + 1) * STEP;
  const dnnl_dims_t     x_dims = {rows, plan->k}, w_dims = {plan->k, plan->n}, acc_dims = {rows, plan->n};
  const int32_t         zero   = ZERO_POINT;
  dnnl_matmul_desc_t    matmul;
  dnnl_memory_desc_t    weights = plan->weights;
  dnnl_primitive_attr_t attr    = NULL;
  dnnl_primitive_desc_t desc    = NULL;
  bool                  done    = false;
  dnnl_memory_desc_init_by_tag(&plan->x[size], 2, x_dims, plan->shifted ? dnnl_u8 : dnnl_s8, dnnl_ab);
  dnnl_memory_desc_init_by_tag(&plan->acc[size], 2, acc_dims, dnnl_s32, dnnl_ab);
  if (size == SIZES - 1) dnnl_memory_desc_init_by_tag(&weights, 2, w_dims, dnnl_s8, dnnl_format_tag_any);
  if (dnnl_matmul_desc_init(&matmul, &plan->x[size], &weights, NULL, &plan->acc[size]) == dnnl_success &&
      dnnl_primitive_attr_create(&attr) == dnnl_success &&
      dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user) == dnnl_success &&
      (!plan->shifted || dnnl_primitive_attr_set_zero_points(attr, DNNL_ARG_SRC, 1, 0, &zero) == dnnl_success) &&
      dnnl_primitive_desc_create(&desc, &matmul, attr, engine, NULL) == dnnl_success &&
      dnnl_primitive_create(&plan->multiply[size], desc) == dnnl_success) {
    plan->weights       = *dnnl_primitive_desc_query_md(desc, dnnl_query_weights_md, 0);
    plan->scratch[size] = *dnnl_primitive_desc_query_md(desc, dnnl_query_scratchpad_md, 0);
    dnnl_primitive_desc_query(desc, dnnl_query_impl_info_str, 0, (void*)&plan->name);
    done = is_exact(plan->name);
  }
  dnnl_primitive_desc_destroy(desc);
  dnnl_primitive_attr_destroy(attr);
  return done;
}

/// Run a primitive over memory that it has as arguments.
static bool run(dnnl_primitive_t primitive, dnnl_exec_arg_t* args, int n) {
  dnnl_stream_t stream = NULL;
  const bool done      = dnnl_stream_create(&stream, engine, dnnl_stream_default_flags) == dnnl_success &&
                         dnnl_primitive_execute(primitive, stream, n, args) == dnnl_success &&
                         dnnl_stream_wait(stream) == dnnl_success;
  dnnl_stream_destroy(stream);
  return done;
}

static dnnl_memory_t memory(const dnnl_memory_desc_t* desc, const void* bytes) {
  dnnl_memory_t out = NULL;
  return dnnl_memory_create(&out, desc, engine, (void*)bytes) == dnnl_success ? out : NULL;
}

/// Reorder w[n][k] into the layout of plan->weights.
static bool pack(ProductPlan* plan, const int8_t* w) {
  const dnnl_dims_t     dims = {plan->k, plan->n}, strides = {1, plan->k};
  dnnl_memory_desc_t    from;
  dnnl_primitive_desc_t desc    = NULL;
  dnnl_primitive_t      reorder = NULL;
  dnnl_memory_desc_init_by_strides(&from, 2, dims, dnnl_s8, strides);
  plan->packed       = lines(dnnl_memory_desc_get_size(&plan->weights));
  dnnl_memory_t a    = memory(&from, w), b = memory(&plan->weights, plan->packed);
  const bool done =
      a && b &&
      dnnl_reorder_primitive_desc_create(&desc, &from, engine, &plan->weights, engine, NULL) == dnnl_success &&
      dnnl_primitive_create(&reorder, desc) == dnnl_success &&
      run(reorder, (dnnl_exec_arg_t[]){{DNNL_ARG_FROM, a}, {DNNL_ARG_TO, b}}, 2);
  dnnl_memory_destroy(a);
  dnnl_memory_destroy(b);
  dnnl_primitive_destroy(reorder);
  dnnl_primitive_desc_destroy(desc);
  return done;
}

ProductPlan* product_plan(const int8_t* w, size_t n, size_t k) {
  call_once(&engine_once, make_engine);
  if (!engine) return NULL;
  omp_set_num_threads(1);
  ProductPlan* plan = xcalloc(1, sizeof *plan);
  plan->n           = (dnnl_dim_t)n;
  plan->k           = (dnnl_dim_t)k;
  bool done         = plan_rows(plan, SIZES - 1);
  if (done && !has_tiles(plan->name)) {
    dnnl_primitive_destroy(plan->multiply[SIZES - 1]);
    plan->shifted = true;
    done          = plan_rows(plan, SIZES - 1);
  }
  for (size_t size = SIZES - 1; done && size--;) done = plan_rows(plan, size);
  if (done && pack(plan, w)) return plan;
  product_plan_free(plan);
  return NULL;
}

void product_plan_free(ProductPlan* plan) {
  if (!plan) return;
  for (size_t i = 0; i < SIZES; i++) dnnl_primitive_destroy(plan->multiply[i]);
  free(plan->packed);
  free(plan);
}

/// n bytes, a multiple of eight, each moved by ZERO_POINT.
static void shift(const int8_t* x, size_t n, uint8_t* out) {
  for (size_t i = 0; i < n; i += 8) {
    uint64_t eight;
    memcpy(&eight, x + i, 8);
    eight ^= 0x8080808080808080;
    memcpy(out + i, &eight, 8);
  }
}

void product_plan_run(const ProductPlan* plan, const int8_t* x, size_t m, int32_t* acc) {
  const size_t size = (m - 1) / STEP, length = m * (size_t)plan->k;
  omp_set_num_threads(1); // each thread has its own setting
  void*    scratch = lines(dnnl_memory_desc_get_size(&plan->scratch[size]));
  uint8_t* shifted = plan->shifted ? lines((size + 1) * STEP * (size_t)plan->k) : NULL;
  if (shifted) {
    shift(x, length, shifted);
    memset(shifted + length, 0, (size + 1) * STEP * (size_t)plan->k - length);
    x = (const int8_t*)shifted;
  }
  const dnnl_memory_t a = memory(&plan->x[size], x), w = memory(&plan->weights, plan->packed),
                      y = memory(&plan->acc[size], acc), s = memory(&plan->scratch[size], scratch);
  dnnl_exec_arg_t args[] = {{DNNL_ARG_SRC, a}, {DNNL_ARG_WEIGHTS, w}, {DNNL_ARG_DST, y}, {DNNL_ARG_SCRATCHPAD, s}};
  if (!a || !w || !y || !s || !run(plan->multiply[size], args, 4)) abort(); // only for want of memory
  dnnl_memory_destroy(a);
  dnnl_memory_destroy(w);
  dnnl_memory_destroy(y);
  dnnl_memory_destroy(s);
  free(shifted);
  free(scratch);
}

const char* product_plan_name(const ProductPlan* plan) { return plan->name; }

#else

ProductPlan* product_plan(const int8_t* w, size_t n, size_t k) {
  (void)w, (void)n, (void)k;
  return NULL;
}
void        product_plan_free(ProductPlan* plan) { (void)plan; }
void product_plan_run(const ProductPlan* plan, const int8_t* x, size_t m, int32_t* acc) {
  (void)plan, (void)x, (void)m, (void)acc;
}
const char* product_plan_name(const ProductPlan* plan) {
  (void)plan;
  return "";
}

#endif
