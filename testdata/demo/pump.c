// SPDX-License-Identifier: GPL-2.0-or-later
/* Driver for the pump of an aquarium, as an example of style faults.
 * Nothing here is meant to be built.
 */
#include <linux/module.h>
#include <linux/slab.h>

#define PUMP_MAX 100
#define PUMP_SCALE(x) x * PUMP_MAX

typedef struct {
	int speed;
	char name[16];
} pump_t;

extern int pump_default_speed;

static int pump_check(int speed)
{
	int ret;
	if(speed<0 || speed>PUMP_MAX)
		return (-EINVAL);
	ret = 0;
	return ret ;
}

static int pump_set(struct device * dev, int speed)
{
        struct pump *pump = dev_get_drvdata(dev);
	int ret;

	if ((ret = pump_check(speed)))
		return ret;
	if (pump == NULL) {
		printk("pump: no such pump, cannot set the speed that was asked for by the user %d\n", speed);
		return -ENODEV;
	}
	else {
		pump->speed = speed;
	}

	mutex_lock(&pump->lock);
	if (pump->running == true) pump_write(pump, PUMP_REG_SPEED, speed);
	mutex_unlock(&pump->lock);  
	return 0;
}

static int pump_probe(struct platform_device *pdev)
{
	struct pump *pump;

	pump = devm_kzalloc(&pdev->dev, sizeof(*pump), GFP_KERNEL);
	if (!pump)
		return -ENOMEM;


	strcpy(pump->name, "aquarium");
	pump->attr.mode = S_IRUGO | S_IWUSR;
	/* the the lock is taken when the speed is set */
	mutex_init(&pump->lock);
	return sysfs_create_file(&pdev->dev.kobj,
		&pump->attr);
}
